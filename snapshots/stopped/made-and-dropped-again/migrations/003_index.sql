CREATE INDEX drafts_text ON drafts(text);
