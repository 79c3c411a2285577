#!/bin/sh
# Makes .env of .env.example, with a random value for every secret that is still empty. Never changes one that is there.
set -eu
cd "$(dirname "$0")/.."
[ -e .env ] || cp .env.example .env
chmod 600 .env
# Moodle wants an upper-case letter and a sign in passwords; LMS_TOKEN is Moodle's to give.
while IFS= read -r line; do
  case $line in
    LMS_TOKEN=) printf '%s\n' "$line" ;;
    [A-Z]*=) printf '%sI-%s\n' "$line" "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" ;;
    *) printf '%s\n' "$line" ;;
  esac
done < .env > .env.new
mv .env.new .env
chmod 600 .env
