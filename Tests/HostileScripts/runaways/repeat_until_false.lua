-- repeat that never ends
repeat until false
