"""${message}"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.append_only import protect
from bot.migrations.article_index import create_article_index
from bot.migrations.search_index import create_search_index
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
