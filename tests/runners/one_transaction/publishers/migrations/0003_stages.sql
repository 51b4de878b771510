CREATE TABLE stages (id INTEGER PRIMARY KEY, pipeline_id INTEGER REFERENCES pipelines(id));
