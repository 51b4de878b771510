ALTER TABLE feeds DROP COLUMN etag;
ALTER TABLE feeds ADD COLUMN http_cache TEXT CHECK (http_cache IS NULL OR json_valid(http_cache));
