"""The bare minimum of a durable answer: Flask, HMAC, one transaction that inserts the event and defers its job."""

import base64
import hashlib
import hmac
import json
import os
from functools import cache

from flask import Flask, request
from psycopg.types.json import Jsonb
from psycopg_pool import ConnectionPool

app = Flask("bare")
SECRET = os.environ.get("LINE_CHANNEL_SECRET", "").encode()


@cache
def _pool() -> ConnectionPool:
    """Opened in the worker, after fork."""
    return ConnectionPool(os.environ["DATABASE_URL"], min_size=8, max_size=24, open=True)


@app.post("/callback")
def callback() -> tuple[str, int]:
    """Stores and defers, with no care for anything else."""
    body = request.get_data()
    expected = base64.b64encode(hmac.new(SECRET, body, hashlib.sha256).digest()).decode()
    if not hmac.compare_digest(expected, request.headers.get("x-line-signature", "")):
        return "", 400
    with _pool().connection() as connection:
        for event in json.loads(body)["events"]:
            row = connection.execute(
                "INSERT INTO bare_event (event_id, body) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING id",
                (event["webhookEventId"], Jsonb(event)),
            ).fetchone()
            if row is not None:
                connection.execute(
                    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('bare', 'ring', 0, NULL, NULL,"
                    " jsonb_build_object('event_id', %s::bigint), NULL)::procrastinate_job_to_defer_v1])",
                    (row[0],),
                )
    return "OK", 200
