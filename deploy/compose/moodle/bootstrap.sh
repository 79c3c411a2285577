#!/bin/sh
# Installs Moodle's database if it is empty, then gives Isthmus what it needs and prints the token. Runs in the container:
#   docker compose exec moodle /opt/isthmus/bootstrap.sh
# May be run again: what is there stays.
set -eu
cd /var/www/html
if ! php admin/cli/cfg.php --name=version >/dev/null 2>&1; then
  php admin/cli/install_database.php --agree-license --lang=en --adminuser=admin \
    --adminpass="$MOODLE_ADMIN_PASSWORD" --adminemail=admin@example.org \
    --fullname="Moodle" --shortname="Moodle"
fi
php admin/cli/upgrade.php --non-interactive >/dev/null
php admin/cli/cfg.php --name=enablewebservices --set=1
php admin/cli/cfg.php --name=webserviceprotocols --set=rest
php admin/cli/cfg.php --name=auth --set=userkey
# The plugin's default is the e-mail address, which people may change. See docs/install/moodle.md.
php admin/cli/cfg.php --component=auth_userkey --name=mappingfield --set=idnumber
php admin/cli/cfg.php --component=auth_userkey --name=keylifetime --set=60
php admin/cli/cfg.php --component=auth_userkey --name=createuser --set=0
php admin/cli/cfg.php --component=auth_userkey --name=updateuser --set=0
# People do not change the number that says who they are.
php admin/cli/cfg.php --component=auth_userkey --name=field_lock_idnumber --set=locked
php /opt/isthmus/isthmus.php
chown -R www-data:www-data /var/www/moodledata
