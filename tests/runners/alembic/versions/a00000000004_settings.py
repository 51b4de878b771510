import sqlalchemy as sa
from alembic import op

revision = "a00000000004"
down_revision = "a00000000003"


def upgrade():
    op.create_table(
        "settings",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text),
    )


def downgrade():
    op.drop_table("settings")
