return runner { name = "hostile" }
