# One image, both shapes. All in one, over Socket Mode, with its SQLite file in a volume:
#   docker run -d --restart unless-stopped --env-file .env -v desk:/desk/var pressdesk
# Grown, on PostgreSQL, with DATABASE_URL and SLACK_SIGNING_SECRET in .env: one that Slack reaches, any number that work:
#   docker run -d --restart unless-stopped --env-file .env -p 8000:8000 pressdesk web
#   docker run -d --restart unless-stopped --env-file .env pressdesk worker
FROM python:3.13.9-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /desk

COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY prompts prompts
RUN pip install --no-cache-dir --constraint requirements.lock ".[web]" \
    && groupadd --system --gid 10001 desk \
    && useradd --system --uid 10001 --gid 10001 --home-dir /desk --shell /usr/sbin/nologin desk \
    && install -d -o desk -g desk /desk/var

# By number, so that whoever starts it can see that it is not root.
USER 10001:10001
VOLUME /desk/var
# On the container's own loopback, for the check below; HEALTH_HOST=0.0.0.0 lets Prometheus reach it.
ENV HEALTH_PORT=9090 LOG_FORMAT=json
EXPOSE 8000 9090
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as ask; ask.urlopen(f\"http://127.0.0.1:{os.environ['HEALTH_PORT']}/healthz\", timeout=5)"]

# A stop lets the jobs at hand finish; what waits stays in the database.
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
