"""What a book is: metadata, divisions, blocks, inlines; nothing here knows an output."""
