-- Writes each tree named on standard input, one a line, as Markdown beside it. Typographic signs stay
-- as they are; of the tables only those kinds are written that keep every cell.

local FORMAT = 'markdown-smart-simple_tables-multiline_tables-raw_html-raw_tex-raw_attribute-auto_identifiers'
local options = pandoc.WriterOptions { wrap_text = 'none', setext_headers = false }

-- Signs of words that pandoc's writer leaves open, though its reader takes them for markup: entities,
-- citations, TeX, attributes, fences. Each is written as a sign of nobody's, then escaped.
local open = { ['&'] = 1, ['@'] = 2, ['\\'] = 3, ['{'] = 4, ['}'] = 5, [':'] = 6 }
local guarded, signs = {}, {}
for sign, number in pairs(open) do
  local guard = utf8.char(0x10FFF0 + number)
  guarded[sign], signs[guard] = guard, '\\' .. sign
end

local guard = {
  Str = function (str)
    local text = str.text:gsub('[&@\\{}]', guarded)
    text = text:gsub('::+', function (fence) return (fence:gsub(':', guarded)) end)
    if text ~= str.text then return pandoc.Str(text) end
  end,
}

local function escaped (markdown)
  return (markdown:gsub('\xF4\x8F\xBF[\xB1-\xB6]', signs))
end

for path in io.lines() do
  local file = assert(io.open(path, 'rb'))
  local text = file:read('a')
  file:close()
  local out = assert(io.open((path:gsub('%.json$', '.md')), 'wb'))
  out:write(escaped(pandoc.write(pandoc.read(text, 'json'):walk(guard), FORMAT, options)))
  out:close()
end
