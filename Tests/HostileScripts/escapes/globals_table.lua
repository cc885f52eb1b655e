-- _G, and what is in it
return _G ~= nil and (_G.io or _G.os.execute or _G.debug.getregistry) ~= nil
