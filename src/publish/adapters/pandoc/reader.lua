-- Reads each file named on standard input, one a line, and prints two lines for it: pandoc's tree
-- as JSON, and the record of its words as JSON. The record is made here, by pandoc's plain writer,
-- so that the words of the manuscript reach the conservation gate by a path that is not our decoder.

local FORMAT = 'markdown-implicit_header_references'
local plain_options = pandoc.WriterOptions { wrap_text = 'none' }
-- Stands between notes while they are written together: one call of the writer a note is slow.
local BORDER = '\u{F8FF}'

local function plain (blocks)
  return pandoc.write(pandoc.Pandoc(blocks), 'plain', plain_options)
end

local function content (element)
  return element.content
end

local function concat (lists)
  local all = pandoc.Blocks {}
  for _, list in ipairs(lists) do all:extend(list) end
  return all
end

-- Numbers and bullets that the plain writer would print are not the author's words.
local function flatten_list (list)
  return concat(list.content)
end

local function flatten_table (tbl)
  local all = pandoc.Blocks {}
  all:extend(tbl.caption.long)
  local function rows (list)
    for _, row in ipairs(list) do
      for _, cell in ipairs(row.cells) do
        all:extend(cell.contents)
        all:insert(pandoc.HorizontalRule())
      end
    end
  end
  rows(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    rows(body.head)
    rows(body.body)
  end
  rows(tbl.foot.rows)
  return all
end

-- The picture stands before its caption on the page; pandoc's tree has them the other way round.
local function flatten_figure (figure)
  local all = pandoc.Blocks {}
  all:extend(figure.content)
  all:extend(figure.caption.long)
  return all
end

-- A subtitle is an attribute to pandoc, and words of the author's to us.
local function with_subtitle (heading)
  local subtitle = heading.attributes.subtitle
  if subtitle then return { heading, pandoc.Para { pandoc.Str(subtitle) } } end
end

-- How characters are read is an attribute to pandoc, and words of the author's to us.
local function with_reading (span)
  local reading = span.attributes.ruby
  if not reading or reading:match('^%s*$') or #span.content == 0 then return nil end
  local all = pandoc.Inlines {}
  all:extend(span.content)
  all:insert(pandoc.Str('(' .. reading .. ')'))
  return all
end

local reorder = { Figure = flatten_figure }

local function record_of (doc)
  local notes = pandoc.Blocks {}
  local record = { alternatives = pandoc.List {}, formulas = pandoc.List {} }
  local has_figure = false
  local blocks_only = {
    BulletList = flatten_list,
    OrderedList = flatten_list,
    Table = flatten_table,
    Figure = flatten_figure,
    RawBlock = function () return {} end,
  }
  local drop = {
    Note = function (note)
      notes:extend(note.content)
      notes:insert(pandoc.Para { pandoc.Str(BORDER) })
      return {}
    end,
    Cite = function () return {} end,
    Math = function (math)
      record.formulas:insert(math.text)
      return {}
    end,
    Image = function (image)
      record.alternatives:insert(image.attributes.alt or pandoc.utils.stringify(image.caption))
      return {}
    end,
    RawInline = function () return {} end,
    Strong = content,
    SmallCaps = content,
    Underline = content,
    Strikeout = content,
    Superscript = content,
    Subscript = content,
    Link = content,
    Span = with_reading,
    BulletList = flatten_list,
    OrderedList = flatten_list,
    Table = flatten_table,
    RawBlock = blocks_only.RawBlock,
    Header = with_subtitle,
    Figure = function () has_figure = true end,
  }
  local walked = doc:walk(drop)
  if has_figure then
    notes, record.alternatives, record.formulas = pandoc.Blocks {}, pandoc.List {}, pandoc.List {}
    walked = doc:walk(reorder):walk(drop)
  end
  record.body = plain(walked.blocks)
  record.notes = pandoc.List {}
  if #notes > 0 then
    for text in plain(notes:walk(blocks_only)):gmatch('(.-)' .. BORDER) do record.notes:insert(text) end
  end
  return record
end

-- A title in the metadata names the chapter where no heading does.
local function with_title (doc)
  local first = doc.blocks[1]
  if doc.meta.title and not (first and first.t == 'Header' and first.level == 1) then
    local title = doc.meta.title
    if pandoc.utils.type(title) ~= 'Inlines' then
      title = pandoc.Inlines { pandoc.Str(pandoc.utils.stringify(title)) }
    end
    doc.blocks:insert(1, pandoc.Header(1, title))
  end
  doc.meta = {}
  return doc
end

for path in io.lines() do
  local file = assert(io.open(path, 'rb'))
  local text = file:read('a')
  file:close()
  local doc
  local done, log = pcall(pandoc.log.silence, function () doc = pandoc.read(text, FORMAT) end)
  if done and doc then
    doc = with_title(doc)
    local record = record_of(doc)
    record.log = pandoc.List {}
    for _, message in ipairs(log) do
      record.log:insert(pandoc.json.decode(pandoc.json.encode(message)))
    end
    io.write(pandoc.write(doc, 'json'), '\n', pandoc.json.encode(record), '\n')
  else
    io.write('null\n', pandoc.json.encode { error = tostring(log) }, '\n')
  end
end
