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

local function shows_pictures (block)
  if block.t == 'Figure' then return true end
  if block.t ~= 'Para' and block.t ~= 'Plain' then return false end
  local found = false
  for _, inline in ipairs(block.content) do
    if inline.t == 'Image' then found = true
    elseif inline.t ~= 'Space' and inline.t ~= 'SoftBreak' then return false end
  end
  return found
end

-- What describes a picture is no part of the running text; `descriptions.py` asks the same.
local function without_descriptions (doc, found)
  return doc:walk {
    Blocks = function (blocks)
      local kept, before = pandoc.Blocks {}, nil
      for _, block in ipairs(blocks) do
        if block.t == 'Div' and block.classes:includes('description')
            and before and shows_pictures(before) then
          found:insert(block.content)
          before = nil
        else
          kept:insert(block)
          if block.t ~= 'RawBlock' then before = block end
        end
      end
      return kept
    end
  }
end

-- What formulas say in words; `descriptions.py` asks the same.
local function spoken_formulas (doc)
  local found = pandoc.List {}
  doc:walk {
    Span = function (span)
      local words = span.attributes.alt
      if words and #span.content == 1 and span.content[1].t == 'Math' then found:insert(words) end
    end
  }
  return found
end

local function record_of (doc, describes, speaks)
  local descriptions, spoken = pandoc.List {}, pandoc.List {}
  if describes then doc = without_descriptions(doc, descriptions) end
  if speaks then spoken = spoken_formulas(doc) end
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
  record.alternatives:extend(spoken)
  record.body = plain(walked.blocks)
  record.descriptions = pandoc.List {}
  for _, blocks in ipairs(descriptions) do
    local own = {}
    for name, handler in pairs(drop) do own[name] = handler end
    own.Note = function () return {} end
    own.Image = own.Note
    own.Math = function (math) return pandoc.Str(math.text) end
    record.descriptions:insert(plain(pandoc.Pandoc(blocks):walk(own).blocks))
  end
  record.notes = pandoc.List {}
  if #notes > 0 then
    for text in plain(notes:walk(blocks_only)):gmatch('(.-)' .. BORDER) do record.notes:insert(text) end
  end
  return record
end

-- Calls in a note that pandoc leaves as text, by their labels.
local function calls_left (blocks, labels)
  blocks:walk {
    Str = function (str)
      for label in str.text:gmatch('%[%^([^%]%s]+)%]') do labels[label] = true end
    end,
  }
end

-- The notes that these labels name, by label: the text is read again with a call of each at its end.
local function notes_of (text, labels)
  local sorted = pandoc.List {}
  for label in pairs(labels) do sorted:insert(label) end
  sorted:sort()
  local tail = sorted:map(function (label) return '\n\n[^' .. label .. ']' end)
  local blocks = pandoc.read(text .. table.concat(tail), FORMAT).blocks
  local found = {}
  for index, label in ipairs(sorted) do
    local block = blocks[#blocks - #sorted + index]
    local inline = block and block.t == 'Para' and block.content[1]
    if inline and inline.t == 'Note' and #block.content == 1 then found[label] = inline.content end
  end
  return found
end

-- A note called in a note: pandoc's tree can hold one, its reader leaves the call as text. A note
-- that calls itself, at once or by others, keeps that call as text.
local function with_inner_notes (doc, text)
  local wanted, notes, used = {}, {}, {}
  doc:walk { Note = function (note) calls_left(note.content, wanted) end }
  if next(wanted) == nil then return doc, used end
  local known = -1
  while true do
    notes = notes_of(text, wanted)
    local count = 0
    for _, blocks in pairs(notes) do
      count = count + 1
      calls_left(blocks, wanted)
    end
    if count == known then break end
    known = count
  end
  local within
  local function called (path)
    return {
      Str = function (str)
        local inlines, from = pandoc.Inlines {}, 1
        for first, label, after in str.text:gmatch('()%[%^([^%]%s]+)%]()') do
          if notes[label] and not path[label] then
            if first > from then inlines:insert(pandoc.Str(str.text:sub(from, first - 1))) end
            inlines:insert(within(pandoc.Note(notes[label]), path, label))
            used[label], from = true, after
          end
        end
        if from == 1 then return nil end
        if from <= #str.text then inlines:insert(pandoc.Str(str.text:sub(from))) end
        return inlines
      end,
    }
  end
  within = function (note, path, label)
    local longer = { [label] = true }
    for each in pairs(path) do longer[each] = true end
    return pandoc.Note(note.content:walk(called(longer)))
  end
  local whole = {}
  for label, blocks in pairs(notes_of(text, wanted)) do
    whole[pandoc.utils.stringify(pandoc.Pandoc(blocks))] = label
  end
  return doc:walk {
    traverse = 'topdown',
    Note = function (note)
      local own = whole[pandoc.utils.stringify(pandoc.Pandoc(note.content))]
      return within(note, {}, own or ''), false
    end,
  }, used
end

-- For the record, notes within a note follow it.
local function with_notes_lifted (doc)
  return doc:walk {
    Note = function (note)
      local lifted = pandoc.Inlines {}
      local own = note.content:walk {
        Note = function (inner)
          lifted:insert(inner)
          return {}
        end,
      }
      if #lifted == 0 then return nil end
      lifted:insert(1, pandoc.Note(own))
      return lifted
    end,
  }
end

-- A title in the metadata names the chapter where no heading does.
local function with_title (doc)
  local first = doc.meta.title and doc.blocks[1]
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
    local tree, used = pandoc.write(doc, 'json'), {}
    -- A call left as text shows in the tree; asking every word of every note takes a second a book.
    if tree:find('[^', 1, true) then
      doc, used = with_inner_notes(doc, text)
      tree = pandoc.write(doc, 'json')
    end
    local has_inner_notes = next(used) ~= nil or text:find('^[', 1, true)
    local describes, speaks = text:find(':::[^\n]*description'), text:find('$]{', 1, true)
    local lifted = has_inner_notes and with_notes_lifted(doc) or doc
    local record = record_of(lifted, describes, speaks)
    record.log = pandoc.List {}
    for _, message in ipairs(log) do
      local told = pandoc.json.decode(pandoc.json.encode(message))
      local is_called = told.type == 'NoteDefinedButNotUsed' and used[told.key]
      if not is_called then record.log:insert(told) end
    end
    io.write(tree, '\n', pandoc.json.encode(record), '\n')
  else
    io.write('null\n', pandoc.json.encode { error = tostring(log) }, '\n')
  end
end
