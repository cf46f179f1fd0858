# One image, two ways to start it (docker-compose.yml): pages and API by WSGI, events by ASGI.
FROM python:3.13-slim AS build
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never
WORKDIR /app
RUN pip install --no-cache-dir "uv>=0.8,<1"
# the packages change seldom: a layer of their own
COPY pyproject.toml uv.lock .python-version ./
RUN uv sync --frozen --no-dev
COPY . .
# the key is for these two commands alone; nothing is signed with it
RUN export ARGMAP_HASHED_STATIC=on ARGMAP_SECRET_KEY=only-while-building \
    && .venv/bin/python manage.py build_fonts \
    && .venv/bin/python manage.py collectstatic --no-input --verbosity=0

FROM python:3.13-slim
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
RUN useradd --uid 10001 --no-create-home --home-dir /app argmap
WORKDIR /app
COPY --from=build /app /app
# the only folder that is written: a SQLite file when no DATABASE_URL is given
RUN chown argmap:argmap /app/var
USER argmap
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "argmap.wsgi:application"]
