"""Who gets in where."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue import clock, gate
from dialogue.access import ROUTE_ROLES
from dialogue.models import Municipality, Role, Staff
from dialogue.staff import guard
from dialogue.staff.actions import invite_staff
from dialogue.staff.demo import demo_token
from dialogue.tries import SECOND_FACTOR

SignIn = Callable[..., FlaskClient]
PASSWORD = "fyra ord i en rad"


def csrf(client: FlaskClient, path: str) -> str:
    page = client.get(path).get_data(as_text=True)
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def invite(session: Session) -> str:
    token = invite_staff(session, email="a@b.se", name="A", role=Role.ADMIN, municipality_code="0765", now=clock.now())
    session.commit()
    return token


def accept(client: FlaskClient, token: str, password: str = PASSWORD) -> tuple[int, str]:
    page = client.get(f"/inbjudan/{token}").get_data(as_text=True)
    secret = page.split("<code>")[1].split("<")[0]
    offered = page.split('name="offered"')[1].split('value="')[1].split('"')[0]
    form = {"csrf_token": csrf(client, f"/inbjudan/{token}"), "password": password, "again": password,
            "offered": offered, "code": pyotp.TOTP(secret).at(clock.now())}  # fmt: skip
    return client.post(f"/inbjudan/{token}", data=form).status_code, secret


def try_sign_in(client: FlaskClient, secret: str, address: str = "/logga-in", email: str = "a@b.se"):
    form = {"csrf_token": csrf(client, "/logga-in"), "email": email, "password": PASSWORD,
            "code": pyotp.TOTP(secret).at(clock.now())}  # fmt: skip
    return client.post(address, data=form)


def test_no_endpoint_is_in_no_list(app: Flask) -> None:
    assert guard.unlisted_endpoints(app) == []


@pytest.mark.parametrize("role", [None, *Role])
def test_every_route_lets_in_only_its_roles(app: Flask, sign_in: SignIn, role: Role | None) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in ROUTE_ROLES:
            continue
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        address = "/".join("999999" if part.startswith("<") else part for part in rule.rule.split("/"))
        client = sign_in(role) if role else app.test_client()
        answer = client.open(address, method=method)
        if role is None:
            assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/logga-in"), rule
        else:
            assert (answer.status_code == 403) == (role not in ROUTE_ROLES[rule.endpoint]), rule


def test_staff_pages_have_no_other_language(client: FlaskClient) -> None:
    assert client.get("/en/logga-in").status_code == client.get("/ar/personal").status_code == 404


def test_an_invite_works_once_and_then_signs_in(app: Flask, session: Session) -> None:
    token, client = invite(session), app.test_client()
    status, secret = accept(client, token)
    assert status == 303
    assert client.get("/personal").status_code == 200
    assert client.get(f"/inbjudan/{token}").status_code == 404
    other = app.test_client()
    assert try_sign_in(other, secret).status_code == 422  # the same code again
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        answer = try_sign_in(other, secret, "/logga-in?next=//evil.example/x")
        assert (answer.status_code, answer.location) == (303, "/personal")
        assert "HttpOnly" in answer.headers["Set-Cookie"]
        assert "SameSite=Lax" in answer.headers["Set-Cookie"]
        assert "Loggen är hel" in other.get("/logg").get_data(as_text=True)


def test_a_short_password_an_old_and_a_forged_invite_are_refused(app: Flask, session: Session) -> None:
    token, client = invite(session), app.test_client()
    assert accept(client, token, "kort")[0] == 422
    assert client.get("/inbjudan/forged").status_code == 404
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1), tick=False):
        assert client.get(f"/inbjudan/{token}").status_code == 404


@pytest.mark.parametrize(("step", "times"), [(timedelta(minutes=31), 1), (timedelta(minutes=25), 25)])
def test_a_session_ends_idle_and_after_ten_hours(sign_in: SignIn, step: timedelta, times: int) -> None:
    client, start = sign_in(Role.ADMIN), clock.now()
    statuses = []
    for count in range(1, times + 1):
        with time_machine.travel(start + step * count, tick=False):
            statuses.append(client.get("/personal").status_code)
    assert statuses[-1] == 303
    assert statuses[:-1].count(200) == (23 if times > 1 else 0)


def test_closing_an_account_ends_its_sessions(app: Flask, session: Session, sign_in: SignIn) -> None:
    analyst, admin = sign_in(Role.ORGANISER), sign_in(Role.ADMIN)
    staff_id = session.query(Staff).filter_by(email="organiser-0765@example.se").one().id
    data = {"csrf_token": csrf(admin, "/personal")}
    assert admin.post(f"/personal/{staff_id}/stang", data=data).status_code == 303
    assert analyst.post("/logga-ut").status_code == 400  # no token
    app.config["WTF_CSRF_ENABLED"] = False
    assert analyst.post("/byt-kommun").location == "/logga-in"


def test_a_municipality_of_others_is_refused(session: Session, sign_in: SignIn) -> None:
    client = sign_in(Role.ADMIN)
    other = session.query(Municipality).filter_by(code="0781").one().id
    data = {"csrf_token": csrf(client, "/personal"), "municipality": other}
    assert client.post("/byt-kommun", data=data).status_code == 404


def test_the_eleventh_try_has_to_wait(client: FlaskClient) -> None:
    statuses = [try_sign_in(client, "A" * 32, email="nobody@b.se").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_signing_in_from_another_site_is_refused_and_told_why(client: FlaskClient) -> None:
    data = {
        "csrf_token": csrf(client, "/logga-in"),
        "email": "a@b.se",
        "password": "lång nog till allt",
        "code": "123456",
    }
    answer = client.post("/logga-in", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "annan webbplats" in answer.text
    assert client.head("/logga-in").status_code == 200


def test_a_right_password_gives_few_tries_at_the_code(app: Flask, session: Session) -> None:
    token, client = invite(session), app.test_client()
    secret = accept(client, token)[1]
    staff_id = session.query(Staff).filter_by(email="a@b.se").one().id
    with app.app_context():
        assert all(gate.may_try(SECOND_FACTOR, str(staff_id)) for _ in range(SECOND_FACTOR.count))
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        assert try_sign_in(app.test_client(), secret).status_code == 422
    with time_machine.travel(clock.now() + timedelta(days=1, seconds=61), tick=False):
        assert try_sign_in(app.test_client(), secret).status_code == 303


def test_an_admin_invites_and_sees_the_link_once(sign_in: SignIn) -> None:
    admin = sign_in(Role.ADMIN)
    data = {"csrf_token": csrf(admin, "/personal"), "email": "ny@b.se", "name": "Ny", "role": "analyst"}
    assert "/inbjudan/" in admin.post("/personal", data=data).get_data(as_text=True)
    assert "/inbjudan/" not in admin.get("/personal").get_data(as_text=True)


def test_demo_links_do_not_exist_outside_the_demonstration(client: FlaskClient) -> None:
    assert client.get(f"/logga-in/demo/admin/{demo_token('', 'admin')}").status_code == 404


@pytest.mark.parametrize("path", ["//x.se", "https://x.se", "/\\x.se", "/a\nb", "", None])
def test_only_paths_of_this_site_are_gone_on_to(path: str | None) -> None:
    assert guard.safe_next(path) is None


def test_only_a_field_with_a_fault_is_marked(client: FlaskClient) -> None:
    assert "aria-invalid" not in client.get("/logga-in").get_data(as_text=True)
    answer = client.post("/logga-in", data={"csrf_token": csrf(client, "/logga-in"), "email": "a@b.se"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert page.count('aria-invalid="true"') == 2
    assert '"None"' not in page
