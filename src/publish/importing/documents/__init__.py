"""What documents of all word processors and web pages share, once pandoc has read them.

Here, as nowhere else outside its adapter, pandoc's tree is handled as it is: what a document was is
taken from it and given back as Markdown, and our model, which knows what a book is, has no place
for what a book does not keep (decision 28).
"""
