#!/bin/sh
# As the official image of PostgreSQL does: sets up an empty folder with the user, the password and the database of the
# environment, on the socket only, and then listens.
set -eu
data=/var/lib/postgresql/data
if [ ! -s "$data/PG_VERSION" ]; then
  install -d -o postgres -g postgres -m 700 "$data"
  install -d -o postgres -g postgres /var/run/postgresql
  printf '%s' "$POSTGRES_PASSWORD" >/tmp/password
  chown postgres /tmp/password
  setpriv --reuid postgres --regid postgres --init-groups \
    initdb -D "$data" -U "$POSTGRES_USER" --pwfile /tmp/password --auth-host scram-sha-256 --auth-local trust \
    --encoding UTF8 --locale C.UTF-8
  rm /tmp/password
  printf "host all all all scram-sha-256\n" >>"$data/pg_hba.conf"
  setpriv --reuid postgres --regid postgres --init-groups pg_ctl -D "$data" -w -o "-c listen_addresses=''" start
  setpriv --reuid postgres --regid postgres --init-groups createdb -U "$POSTGRES_USER" "$POSTGRES_DB"
  setpriv --reuid postgres --regid postgres --init-groups pg_ctl -D "$data" -m fast -w stop
fi
exec setpriv --reuid postgres --regid postgres --init-groups postgres -D "$data" -c "listen_addresses=*"
