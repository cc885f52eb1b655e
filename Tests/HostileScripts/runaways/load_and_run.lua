-- a chunk that loads itself
local text = "local text = ... return load(text)(text)"
load(text)(text)
