local host = ...
local arguments = host.standard("_arguments")
local encoding = host.standard("_yaml_encode")

--- YAML (1.2.2, its core schema): configurations, Kubernetes manifests, workflows.
---@class yaml
local M = {}

--- The value of a text that is one document. Mappings are tables by name, sequences are lists, null is json.null.
---@param text string
---@return any
function M.decode(text)
  return host["yaml.decode"](arguments.text("yaml.decode", "the text", text))
end

--- The values of all documents of a text, such as a file of Kubernetes manifests. An empty document is json.null.
---@param text string
---@return any[]
function M.decode_all(text)
  return host["yaml.decode_all"](arguments.text("yaml.decode_all", "the text", text))
end

--- A document in block style, keys sorted, that decodes to the same value.
---@param value any what json.encode takes
---@return string
function M.encode(value)
  return encoding.encode("yaml.encode", value)
end

return M
