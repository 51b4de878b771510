UPDATE article SET text = replace(text, '[[', '<');
UPDATE article SET text = replace(text, ']]', '>');
