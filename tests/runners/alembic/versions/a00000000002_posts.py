import sqlalchemy as sa
from alembic import op

revision = "a00000000002"
down_revision = "a00000000001"


def upgrade():
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"),
                  nullable=False),
        sa.Column("title", sa.Text),
    )


def downgrade():
    op.drop_table("posts")
