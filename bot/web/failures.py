"""When a page cannot be shown: said in Thai, with a way on. An address of the API gets JSON."""

import traceback
from pathlib import Path

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from bot.embedded import UnusableDatabase

log = structlog.get_logger()

DATABASE_DOWN = (OperationalError, InterfaceError, PoolTimeout, UnusableDatabase)
RETRY_AFTER = 30
"""Seconds after which a browser or a crawler may come again."""

WORDS: dict[int, tuple[str, str]] = {
    404: ("ไม่พบหน้านี้", "ที่อยู่อาจพิมพ์ไม่ครบ หรือหน้านี้ไม่เคยมี ลองค้นจากช่องด้านล่างได้เลยค่ะ"),
    410: ("รายการนี้เอาลงแล้ว", "คนลงเอาออก หรือหมดเวลาแสดงแล้ว ดูรายการอื่นจากหมู่บ้านได้ค่ะ"),
    500: ("ระบบขัดข้องชั่วคราว", "เราบันทึกปัญหาไว้แล้ว ลองเปิดใหม่อีกครั้งในอีกสักครู่นะคะ"),
    503: ("ขออภัย ตอนนี้เปิดหน้านี้ไม่ได้", "ระบบกำลังพัก ข้อมูลของท่านยังอยู่ครบ ลองใหม่ในอีกสักครู่นะคะ"),
}
OTHERWISE = ("เปิดหน้านี้ไม่ได้", "ลองกลับไปหน้าแรก แล้วค้นสิ่งที่ต้องการอีกครั้งนะคะ")


def page(status: int) -> Response:
    """The answer for a status; needs no database."""
    heading, advice = WORDS.get(status, OTHERWISE)
    if request.path.startswith("/api/"):
        response = jsonify({"error": heading})
    else:
        response = make_response(render_template("failure.html", status=status, heading=heading, advice=advice))
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _http(error: HTTPException) -> Response:
    response = page(error.code or 500)
    for name, value in error.get_headers():
        # 405 names the methods that are allowed.
        if name == "Allow":
            response.headers[name] = value
    return response


def _database_down(error: Exception) -> Response:
    log.error("the database did not answer", path=request.path, error=type(error).__name__)
    return page(503)


def _fault(error: Exception) -> Response:
    # Not Flask's own log: the words of an error can quote what somebody wrote or searched.
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    log.error("a page failed", path=request.path, error=type(error).__name__, at=" ".join(places[-8:]))
    return page(500)


def register(app: Flask) -> None:
    """For every address of the program."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)
    for error in DATABASE_DOWN:
        app.register_error_handler(error, _database_down)
