"""An application's own env.py. MODE says what it does about transactions:

  as-generated  what `alembic init` writes: none on SQLite, and pysqlite commits when it likes
  told          transactional_ddl=True, and no more: pysqlite still begins only before INSERT, UPDATE
                and DELETE
  begun         transactional_ddl=True, and BEGIN sent by SQLAlchemy itself:
                https://docs.sqlalchemy.org/en/14/dialects/sqlite.html#pysqlite-serializable
"""

import os

from alembic import context
from sqlalchemy import create_engine, event

mode = os.environ.get("MODE", "as-generated")
engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///app.db"))


@event.listens_for(engine, "connect")
def trace(connection, _):
    file = os.environ.get("PLUMBLINE_TRACE")
    if file:
        out = open(file, "a")
        connection.set_trace_callback(lambda sql: print(sql, end=";\n", file=out, flush=True))


if mode == "begun":
    @event.listens_for(engine, "connect")
    def leave_transactions_alone(connection, _):
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection):
        connection.exec_driver_sql("BEGIN")

with engine.connect() as connection:
    told = {} if mode == "as-generated" else {"transactional_ddl": True}
    context.configure(connection=connection, target_metadata=None, **told)
    with context.begin_transaction():
        context.run_migrations()
