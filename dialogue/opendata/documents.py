"""The files of the open data, and their description. Pure; every count comes from `dialogue.published`."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from dialogue.published import Quarter

HIDDEN = "färre än fem, eller dold för att skydda en annan ruta"


def counts_json(quarters: Sequence[Quarter]) -> list[dict[str, Any]]:
    """One object a quarter, topic and part of the municipality; `texts` is null where it is hidden."""
    return [
        {
            "from": quarter.first_day.isoformat(),
            "to": quarter.last_day.isoformat(),
            "topic": code or None,
            "topic_name": name or None,
            "part": place or None,
            "texts": texts,
        }
        for quarter in quarters
        for (code, name), row in zip(quarter.topics, quarter.cells, strict=True)
        for place, texts in zip(quarter.places, row, strict=True)
    ]


def totals_json(quarters: Sequence[Quarter]) -> list[dict[str, Any]]:
    """The sums that are published beside the cells."""
    return [
        {
            "from": quarter.first_day.isoformat(),
            "to": quarter.last_day.isoformat(),
            "texts": quarter.total,
            "by_topic": {
                code or "-": texts for (code, _), texts in zip(quarter.topics, quarter.row_totals, strict=True)
            },
            "by_part": {
                place or "-": texts for place, texts in zip(quarter.places, quarter.column_totals, strict=True)
            },
            "by_age": {band or "-": texts for band, texts in quarter.ages},
        }
        for quarter in quarters
    ]


def counts_csv(quarters: Sequence[Quarter]) -> str:
    """The same cells for a spreadsheet: semicolons, a byte order mark, an empty cell where a count is hidden."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["från", "till", "ämneskod", "ämne", "del av kommunen", "texter"])
    for row in counts_json(quarters):
        writer.writerow(["" if value is None else value for value in row.values()])
    return "\ufeff" + out.getvalue()


def openapi(server: str, title: str) -> dict[str, Any]:
    """The description of the files (OpenAPI 3.1)."""
    day, count = {"type": "string", "format": "date"}, {"type": ["integer", "null"], "description": f"null: {HIDDEN}"}
    word, words = {"type": ["string", "null"]}, {"type": "string"}
    cell = {"from": day, "to": day, "topic": word, "topic_name": word, "part": word, "texts": count}
    sums = {"type": "object", "additionalProperties": count}
    total = {"from": day, "to": day, "texts": count, "by_topic": sums, "by_part": sums, "by_age": sums}
    told = ("code", "title", "heard", "decided", "done", "came_of_it", "why_not")
    about = {"topic": word, "area": word, "published_on": day, "updated_on": day}
    answer = dict.fromkeys(told, words) | about
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1", "license": {"name": "CC0 1.0", "identifier": "CC0-1.0"}},
        "servers": [{"url": server}],
        "paths": {
            "/oppna-data/synpunkter.json": _path("Texter per kvartal, ämne och del av kommunen", _rows(cell)),
            "/oppna-data/summor.json": _path("Kvartalens summor", _rows(total)),
            "/oppna-data/svar.json": _path("Ni sa – vi gjorde", _rows(answer)),
            "/oppna-data/synpunkter.csv": _path("Samma rader som synpunkter.json", {"type": "string"}, "text/csv"),
        },
    }


def _rows(properties: dict[str, Any]) -> dict[str, Any]:
    row = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {"type": "array", "items": row}


def _path(summary: str, schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    answer = {"description": summary, "content": {media: {"schema": schema}}}
    return {"get": {"summary": summary, "responses": {"200": answer}}}
