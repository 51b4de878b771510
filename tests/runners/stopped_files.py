"""The story's migrations as .sql files, for runners that read such."""

from runner import MIGRATIONS

# A file is stopped by a statement of its own, put in for that run and taken out again afterwards.
# kill_me() is what the runner's program gives its connection; Drizzle runs only what returns no rows.
STOPPED_BY = {"throws": "INSERT INTO nowhere VALUES (1)",
              "is killed": "UPDATE users SET id = kill_me()"}


def statements_of(name, stop=None):
    """Those of the migration, with a `stop` broken before that statement."""
    statements = list(MIGRATIONS[name])
    if stop:
        statements.insert(stop.at - 1, STOPPED_BY[stop.how])
    return statements
