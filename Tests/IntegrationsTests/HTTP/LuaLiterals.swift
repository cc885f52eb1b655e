import Lua

func table(_ pairs: KeyValuePairs<String, LuaValue>) -> LuaValue {
  .table(LuaTable(pairs: pairs.map { .init(key: .text($0), value: $1) }))
}

func list(_ values: LuaValue...) -> LuaValue {
  .table(LuaTable(pairs: values.enumerated().map { .init(key: .integer(Int64($0 + 1)), value: $1) }))
}
