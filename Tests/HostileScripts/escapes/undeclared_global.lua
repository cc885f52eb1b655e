-- an assignment to an undeclared global
return (pcall(function() hacked = 1 end))
