-- Who may get at a bucket, by its policy and the public access blocks of bucket and account together.
local policy = require("lib.policy")

local M = {}

local settings = { "BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets" }

---The account's block; empty where there is none, or it could not be read.
---@return table<string, boolean>
function M.account_block(ctx)
  return ctx.succeeded("s3_account") and ctx.get_data("s3_account").settings or {}
end

---The settings that neither block turns on.
---@param block table<string, boolean>|false
---@param account table<string, boolean>
---@return string[]
function M.open_settings(block, account)
  local open = {}
  for _, name in ipairs(settings) do
    if not (block and block[name] or account[name]) then
      open[#open + 1] = name
    end
  end
  return open
end

---Whether the bucket's policy lets everybody in, and no block makes that void; nil where it is not known.
---@param account table<string, boolean>
---@return boolean|nil
function M.is_public(bucket, account)
  local block = bucket.public_access_block
  if bucket.policy == nil or block == nil then
    return nil
  end
  local restricted = block and block.RestrictPublicBuckets or account.RestrictPublicBuckets
  return bucket.policy and not restricted and policy.is_public(bucket.policy) or false
end

return M
