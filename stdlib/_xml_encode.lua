local host = ...
local arguments = host.standard("_arguments")
local check, kind, quoted = arguments.check, arguments.kind, arguments.quoted

--- Writes XML (XML 1.0), for the module xml.
local M = {}

local deepest = 200

local references = {
  ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;", ["\r"] = "&#13;",
  ["\n"] = "&#10;", ["\t"] = "&#9;",
}

--- Raises unless XML can hold the text: UTF-8, and of the control characters tab and line breaks only.
local function check_characters(where, text)
  local _, at = utf8.len(text)
  check(not at, where, "the text is not UTF-8 at byte %d", at)
  local control = text:find("[\0-\8\11\12\14-\31]") or text:find("\xEF\xBF[\xBE\xBF]")
  check(not control, where, "XML cannot hold the character at byte %d, %s", control,
    quoted(text:sub(control or 1, control)))
  return text
end

--- Escapes for any place.
---@param where string
---@param text any
---@return string
function M.escape(where, text)
  arguments.text(where, "the text", text)
  return (check_characters(where, text):gsub("[&<>\"'\r]", references))
end

local function scalar(where, what, value)
  if type(value) == "number" or type(value) == "boolean" then
    return tostring(value)
  end
  check(type(value) == "string", where, "%s must be a string, a number or a boolean, found %s", what, kind(value))
  return check_characters(where, value)
end

local function check_name(where, what, name)
  check(type(name) == "string", where, "%s must be a string, found %s", what, kind(name))
  check(name:find("^[%a_:\x80-\xFF][%w_:.\x80-\xFF-]*$") and utf8.len(name), where, "%s %s is not a name in XML", what,
    quoted(name))
  return name
end

local function add_attributes(where, out, element, attributes)
  check(type(attributes) == "table", where, "the attributes of <%s> must be a table, found %s", element,
    kind(attributes))
  local names = {}
  for name in pairs(attributes) do
    names[#names + 1] = check_name(where, ("an attribute of <%s>"):format(element), name)
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local value = scalar(where, ("the attribute %s of <%s>"):format(name, element), attributes[name])
    out[#out + 1] = (' %s="%s"'):format(name, value:gsub("[&<>\"\r\n\t]", references))
  end
end

local function holds_elements_only(node)
  for index = 1, #node do
    if type(node[index]) ~= "table" then
      return false
    end
  end
  return #node > 0
end

local function add_node(out, node, depth, indent)
  local where = "xml.encode"
  check(depth <= deepest, where, "the elements are nested deeper than %d levels, or hold themselves", deepest)
  local name = check_name(where, "the name of an element", node.name)
  out[#out + 1] = "<" .. name
  if node.attributes ~= nil then
    add_attributes(where, out, name, node.attributes)
  end
  if #node == 0 then
    out[#out + 1] = "/>"
    return
  end
  out[#out + 1] = ">"
  local breaks = indent and holds_elements_only(node)
  for index = 1, #node do
    local child = node[index]
    if breaks then
      out[#out + 1] = "\n" .. (" "):rep(indent * depth)
    end
    if type(child) == "table" then
      add_node(out, child, depth + 1, indent)
    else
      out[#out + 1] = scalar(where, ("child %d of <%s>"):format(index, name), child):gsub("[&<>\r]", references)
    end
  end
  out[#out + 1] = (breaks and "\n" .. (" "):rep(indent * (depth - 1)) or "") .. "</" .. name .. ">"
end

--- A document from a node.
---@param node table
---@param options? xml.EncodeOptions
---@return string
function M.encode(node, options)
  local where = "xml.encode"
  arguments.table(where, "the node", node)
  options = arguments.options(where, options, { declaration = "boolean", indent = "number" })
  local indent = options.indent and arguments.integer(where, "the option indent", options.indent, 0)
  check(not indent or indent <= 16, where, "the option indent must be at most 16, found %d", indent)
  local out = { options.declaration and '<?xml version="1.0" encoding="UTF-8"?>\n' or "" }
  add_node(out, node, 1, indent)
  return table.concat(out) .. (indent and "\n" or "")
end

return M
