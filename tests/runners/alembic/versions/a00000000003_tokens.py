"""Stopped where $STOP says: thrown out of, or killed."""

import json
import os
import signal

import sqlalchemy as sa
from alembic import op

revision = "a00000000003"
down_revision = "a00000000002"

stop = json.loads(os.environ.get("STOP", '{"at": 0}'))
statement = 0


def coming():
    global statement
    statement += 1
    if statement != stop["at"]:
        return
    if stop["how"] == "is killed":
        os.kill(os.getpid(), signal.SIGKILL)
    raise OSError("the disk was away for a moment")


def upgrade():
    coming()
    op.create_table(
        "tokens",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id")),
    )
    coming()
    op.create_index("tokens_user", "tokens", ["user_id"])
    coming()
    op.add_column("users", sa.Column("last_seen", sa.Text))
    coming()
    op.create_table(
        "devices",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("expires_at", sa.Text, nullable=False),
    )
    coming()
    op.create_index("devices_expires", "devices", ["expires_at"])


def downgrade():
    op.drop_table("devices")
    with op.batch_alter_table("users") as users:
        users.drop_column("last_seen")
    op.drop_table("tokens")
