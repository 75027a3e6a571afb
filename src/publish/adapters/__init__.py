"""Engines behind ports: pandoc, EbookLib, WeasyPrint, EPUBCheck; nothing else imports them."""
