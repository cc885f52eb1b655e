local host = ...
local arguments = host.standard("_arguments")
local encoding = host.standard("_xml_encode")
local check, kind, quoted = arguments.check, arguments.kind, arguments.quoted

--- XML documents (XML 1.0): as a tree of nodes, or as plain tables for the answers of an API. Nothing outside a
--- document is loaded, and no entity is expanded but XML's own five.
---@class xml
local M = {}

--- An element. Its children, texts and elements, are at 1…n in the order of the document.
---@class xml.Node
---@field name string with its prefix, as in "s:Body"
---@field attributes table<string, string>
---@field [integer] string|xml.Node
local Node = {}
local meta = { __index = Node, __name = "xml.Node", __metatable = "xml.Node" }

function meta:__tostring()
  return ("<%s>"):format(tostring(self.name))
end

local function is_element(value)
  return type(value) == "table"
end

--- The steps of a path such as "Body/Item": names, "*" for any.
local function steps_of(where, path)
  arguments.text(where, "the path", path)
  local steps = {}
  for step in (path .. "/"):gmatch("([^/]*)/") do
    check(step ~= "", where, "the path %s has an empty step; write names joined by /, * for any", quoted(path))
    steps[#steps + 1] = step
  end
  return steps
end

--- Calls `found` for each element at the end of the steps, in the order of the document, until it answers true.
local function walk(node, steps, at, found)
  local step = steps[at]
  for index = 1, #node do
    local child = node[index]
    if is_element(child) and (step == "*" or child.name == step) then
      local done
      if at == #steps then
        done = found(child)
      else
        done = walk(child, steps, at + 1, found)
      end
      if done then
        return true
      end
    end
  end
end

local function first(where, node, path)
  local result
  walk(node, steps_of(where, path), 1, function(child)
    result = child
    return true
  end)
  return result
end

--- The first element at a path below this one: names of children joined by "/", "*" for any name.
---@param path string
---@return xml.Node?
function Node:find(path)
  return first("node:find", self, path)
end

--- All elements at a path below this one, in the order of the document.
---@param path string
---@return xml.Node[]
function Node:find_all(path)
  local all = host.json.array()
  walk(self, steps_of("node:find_all", path), 1, function(child)
    all[#all + 1] = child
  end)
  return all
end

--- The children that are elements, or those of one name.
---@param name? string
---@return xml.Node[]
function Node:children(name)
  local all = host.json.array()
  for index = 1, #self do
    local child = self[index]
    if is_element(child) and (name == nil or child.name == name) then
      all[#all + 1] = child
    end
  end
  return all
end

local function add_texts(node, parts)
  for index = 1, #node do
    local child = node[index]
    if is_element(child) then
      add_texts(child, parts)
    else
      parts[#parts + 1] = tostring(child)
    end
  end
end

--- The text inside this element, or inside the first one at a path; nil where there is none at that path.
---@param path? string
---@return string?
function Node:text(path)
  local node = self
  if path ~= nil then
    node = first("node:text", self, path)
  end
  if not node then
    return nil
  end
  local parts = {}
  add_texts(node, parts)
  return table.concat(parts)
end

--- Gives a decoded element its shape: children at 1…n, and methods.
local function shaped(node)
  local children = node.children
  if children then
    node.children = nil
    for index = 1, #children do
      local child = children[index]
      node[index] = type(child) == "table" and shaped(child) or child
    end
  end
  return setmetatable(node, meta)
end

---@class xml.DecodeOptions
---@field strip_prefixes? boolean whether <s:Body> is called "Body" (default false); attributes keep their prefixes

--- The root of a document. What is not XML is an error that names line and column; entities are refused.
---@param text string
---@param options? xml.DecodeOptions
---@return xml.Node
function M.decode(text, options)
  arguments.text("xml.decode", "the text", text)
  options = arguments.options("xml.decode", options, { strip_prefixes = "boolean" })
  return shaped(host["xml.decode"](text, options.strip_prefixes == true))
end

local function names_of(where, option, names)
  for index, name in ipairs(names or {}) do
    check(type(name) == "string", where, "the option %s must be a list of names, found %s at %d", option, kind(name),
      index)
  end
  return names
end

---@class xml.TableOptions
---@field lists? string[] elements of these names are always in a list, also when there is one
---@field items? string[] an element that holds elements of one of these names, and nothing else, is the list of them
---@field root? boolean whether the result is { [name of the root] = content } (default false)
---@field attributes? boolean whether attributes are kept, as "@name" (default true)
---@field strip_prefixes? boolean whether <s:Body> is called "Body" (default false)

--- The content of the root as plain tables. An element with text alone is a string, an empty one
--- the empty string; an element with elements or attributes is a table by name; elements of the same name are a list.
---@param text string
---@param options? xml.TableOptions
---@return table|string
function M.to_table(text, options)
  local where = "xml.to_table"
  arguments.text(where, "the text", text)
  options = arguments.options(where, options,
    { lists = "table", items = "table", root = "boolean", attributes = "boolean", strip_prefixes = "boolean" })
  names_of(where, "lists", options.lists)
  names_of(where, "items", options.items)
  return host["xml.to_table"](text, options)
end

--- A value of `to_table` as a list: nil and the empty string are the empty list, a list is itself, anything else is the
--- one item of a new list.
---@param value any
---@return any[]
function M.list(value)
  if value == nil or value == "" then
    return host.json.array()
  end
  return host.json.is_array(value) and value or host.json.array { value }
end

--- A text with the characters escaped that mean something in XML: fit for content, and for attributes in quotes.
---@param text string
---@return string
function M.escape(text)
  return encoding.escape("xml.escape", text)
end

---@class xml.EncodeOptions
---@field declaration? boolean whether it begins with <?xml …?> (default false)
---@field indent? integer spaces a level, for elements that hold elements only (default: all in one line)

--- A document from a node: a decoded one, or a table { name = "a", attributes = { x = "1" }, "text", { name = "b" } }.
---@param node xml.Node|table
---@param options? xml.EncodeOptions
---@return string
function M.encode(node, options)
  return encoding.encode(node, options)
end

return M
