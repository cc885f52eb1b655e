-- goto continue in a loop that never breaks
while true do
  if true then goto continue end
  break
  ::continue::
end
