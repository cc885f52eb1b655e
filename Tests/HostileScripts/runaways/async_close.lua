-- a strand that fails while the others close for ever
while true do
  pcall(async.all, {
    function() error("x") end,
    function()
      local _ <close> = setmetatable({}, { __close = function() while true do end end })
      sleep(1000)
    end,
  })
end
