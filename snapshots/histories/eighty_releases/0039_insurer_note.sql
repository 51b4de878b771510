ALTER TABLE insurers ADD COLUMN label TEXT AS (company || ' #' || id) VIRTUAL;
CREATE INDEX insurers_label ON insurers (lower(company));
