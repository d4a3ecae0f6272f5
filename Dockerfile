FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /summitry
COPY Makefile ./
COPY requirements ./requirements
RUN make env
COPY . .
ENV SUMMITRY_DATA=/data PYTHONPATH=/summitry PYTHONDONTWRITEBYTECODE=1
CMD [".venv/bin/python", "-m", "extractors", "up"]
