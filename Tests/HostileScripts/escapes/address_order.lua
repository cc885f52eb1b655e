-- the order of pairs over tables as keys, which follows addresses: no more than a hint, held when keys are refused
local _, message = pcall(json.encode, { [{}] = 1 })
return message:find("0x%x%x%x%x%x%x%x%x%x") ~= nil
