#!/bin/bash
# A throw-away PostgreSQL for tests: own data folder, own socket, no TCP, no main cluster.
#   postgresql.sh start            starts one and prints its URL (postgresql:///zhidian?host=/tmp/…)
#   postgresql.sh stop URL         stops it and removes its folder
#   postgresql.sh halt|resume URL  stops it at once and starts it again, the data stays
set -euo pipefail
export LC_ALL=C.UTF-8

as_postgres() {  # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

binaries=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
if [ -z "$binaries" ]; then
  echo "postgresql.sh: no PostgreSQL server under /usr/lib/postgresql (package postgresql)" >&2
  exit 1
fi

start_server() {  # folder; no TCP, and only the same user may use the socket unless the tests run as root
  as_postgres "$binaries/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 start \
    -o "-c listen_addresses='' -c unix_socket_directories='$1' -c max_connections=200 -c fsync=${ZHIDIAN_TEST_FSYNC:-off}" >/dev/null
}

folder_of() {
  local folder=${1#*host=}
  folder=${folder%%&*}
  case $folder in
    /tmp/zhidian_postgresql.*) echo "$folder" ;;
    *) echo "postgresql.sh: $1 is not one of ours" >&2; exit 1 ;;
  esac
}

case ${1:-} in
  start)
    folder=$(mktemp -d /tmp/zhidian_postgresql.XXXXXX)
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
    chmod 755 "$folder"
    as_postgres "$binaries/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    start_server "$folder"
    as_postgres "$binaries/createdb" -h "$folder" -U postgres zhidian
    echo "postgresql:///zhidian?host=$folder&user=postgres"
    ;;
  stop)
    folder=$(folder_of "$2")
    as_postgres "$binaries/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null || true
    rm -rf "$folder"
    ;;
  halt)
    folder=$(folder_of "$2")
    as_postgres "$binaries/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null
    ;;
  resume)
    start_server "$(folder_of "$2")"
    ;;
  *)
    echo "usage: postgresql.sh start | stop URL | halt URL | resume URL" >&2
    exit 2
    ;;
esac
