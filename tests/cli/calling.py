"""How the tests call `deid-corpus`."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from hidden_plain_sight.cli import app


def call(*arguments: object, data: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=data)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result
