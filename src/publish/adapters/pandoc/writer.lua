-- Writes each tree named on standard input, one a line, as Markdown beside it. Typographic signs stay
-- as they are; of the tables only those kinds are written that keep every cell.

local FORMAT = 'markdown-smart-simple_tables-multiline_tables-raw_html-raw_tex-raw_attribute-auto_identifiers'
local options = pandoc.WriterOptions { wrap_text = 'none', setext_headers = false }

-- Signs of words that pandoc's writer leaves open, though its reader takes them for markup: entities,
-- citations, TeX, attributes, fences; after a break of a line, what begins a list or a heading. Each
-- is written as two signs of nobody's, then escaped: tables stand by their columns.
local open = {
  ['&'] = 1, ['@'] = 2, ['\\'] = 3, ['{'] = 4, ['}'] = 5, [':'] = 6, ['.'] = 7, [')'] = 8, ['-'] = 9,
  ['+'] = 10, ['='] = 11,
}
local lead = utf8.char(0x10FFF0)
local guarded, signs = {}, {}
for sign, number in pairs(open) do
  local own = utf8.char(0x10FFF0 + number)
  guarded[sign], signs[own] = lead .. own, '\\' .. sign
end

local markers = {
  '^[-+:]$', '^=+$', '^%(?%d+[.)]$', '^%(?%a[.)]$', '^%(?[ivxlcdm]+[.)]$', '^%(?[IVXLCDM]+[.)]$',
  '^#[.)]$',
}

local function as_no_marker (text)
  for _, marker in ipairs(markers) do
    if text:match(marker) then return text:sub(1, -2) .. guarded[text:sub(-1)] end
  end
  return text
end

local guard = {
  Str = function (str)
    local text = str.text:gsub('[&@\\{}]', guarded)
    text = text:gsub('::+', function (fence) return (fence:gsub(':', guarded)) end)
    if text ~= str.text then return pandoc.Str(text) end
  end,
  Inlines = function (inlines)
    for place = 2, #inlines do
      if inlines[place - 1].t == 'LineBreak' and inlines[place].t == 'Str' then
        inlines[place].text = as_no_marker(inlines[place].text)
      end
    end
    return inlines
  end,
}

local function escaped (markdown)
  return (markdown:gsub(lead .. '(\xF4\x8F\xBF[\xB1-\xBB])', signs))
end

for path in io.lines() do
  local file = assert(io.open(path, 'rb'))
  local text = file:read('a')
  file:close()
  local out = assert(io.open((path:gsub('%.json$', '.md')), 'wb'))
  out:write(escaped(pandoc.write(pandoc.read(text, 'json'):walk(guard), FORMAT, options)))
  out:close()
end
