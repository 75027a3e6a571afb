-- Writes each tree named on standard input, one a line, as Markdown beside it. Typographic signs stay
-- as they are; of the tables only those kinds are written that keep every cell.

local FORMAT = 'markdown-smart-simple_tables-multiline_tables-raw_html-raw_tex-raw_attribute-auto_identifiers'
local options = pandoc.WriterOptions { wrap_text = 'none', setext_headers = false }

for path in io.lines() do
  local file = assert(io.open(path, 'rb'))
  local text = file:read('a')
  file:close()
  local out = assert(io.open((path:gsub('%.json$', '.md')), 'wb'))
  out:write(pandoc.write(pandoc.read(text, 'json'), FORMAT, options))
  out:close()
end
