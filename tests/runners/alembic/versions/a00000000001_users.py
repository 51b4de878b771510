import sqlalchemy as sa
from alembic import op

revision = "a00000000001"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.Text, nullable=False),
    )
    op.create_index("users_email", "users", ["email"], unique=True)


def downgrade():
    op.drop_table("users")
