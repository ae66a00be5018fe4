"""Staff signs in and out."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from api.errors import WrongOrigin
from api.frames import Clean, Frame
from api.http import COOKIE, EngineOf, same_origin, session_token, staff, user_body
from api.security import STAFF
from api.storage.users import User

router = APIRouter(prefix="/sessions", tags=["sessions"])


class SignIn(Frame):
    name: Annotated[str, Field(min_length=1, max_length=200), Clean]
    password: Annotated[str, Field(min_length=1, max_length=1_000)]


@router.post("", status_code=201)
def sign_in(body: SignIn, request: Request, response: Response, engine: EngineOf) -> dict[str, Any]:
    """Sign in; the token comes as a cookie for our pages and in the body for programs."""
    if "origin" in request.headers and not same_origin(request.headers):
        raise WrongOrigin
    engine.throttle.check(body.name, now=engine.clock())
    token, user = engine.accounts.sign_in(body.name, body.password, now=engine.clock())
    engine.throttle.forget(body.name)
    response.set_cookie(
        COOKIE,
        token,
        max_age=engine.settings.session_hours * 3600,
        httponly=True,
        samesite="strict",
        secure=engine.settings.secure_cookies,
    )
    return {"token": token, "user": user_body(user)}


@router.get("/me")
def me(user: Annotated[User, Depends(staff(STAFF))]) -> dict[str, Any]:
    """Return who is signed in."""
    return user_body(user)


@router.delete("/me", status_code=204, dependencies=[Depends(staff(STAFF))])
def sign_out(request: Request, response: Response, engine: EngineOf) -> None:
    """Sign out."""
    token = session_token(request)
    if token:
        engine.accounts.sign_out(token)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=engine.settings.secure_cookies)
