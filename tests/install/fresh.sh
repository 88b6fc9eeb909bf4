#!/bin/bash
# Proves on a bare Debian 12 that a clone starts with one command: as root with the clone under /root, and as a user with
# sudo and umask 077. Run by hand as root. The folder is made by debootstrap; the packages' downloads are kept beside it.
set -eu
umask 022

checkout=$(cd "$(dirname "$0")/../.." && pwd)
cache=${TASKLIGHT_FRESH:-/var/cache/tasklight-fresh}
port=8900

usage() {
	cat <<'END'
usage: tests/install/fresh.sh [--test] [root|user]...
  --test  run scripts/test there as well (half an hour each)
TASKLIGHT_FRESH names the folder of the bare system and its copies (/var/cache/tasklight-fresh).
END
}

fail() {
	echo "tests/install/fresh.sh: $*" >&2
	exit 1
}

# What this machine's package clients are told must hold in the folder too: sources, proxies, certificates, settings.
carry_settings() {
	local to=$1 file
	apt-get indextargets --format "deb \$(SITE) \$(RELEASE) \$(COMPONENT) #\$(ORIGIN)" 'Created-By: Packages' |
		sed -n 's/ #Debian.*//p' | sort -u >"$to/etc/apt/sources.list"
	apt-config dump | grep -E '^Acquire::(https?::|Retries)' >"$to/etc/apt/apt.conf.d/00carried" || true
	mkdir -p "$to/etc/ssl/certs" "$to/usr/local/share"
	for file in /usr/local/share/ca-certificates /etc/ssl/certs/ca-certificates.crt /etc/pip.conf; do
		[ ! -e "$file" ] || cp -RL "$file" "$to$(dirname "$file")/"
	done
	env -0 | grep -zE '^(SSL_CERT_|PIP_|[A-Za-z]+_(proxy|PROXY)=|[A-Z_]*CA_(BUNDLE|CERTS|INFO)|MAVEN_OPTS=|JAVA_TOOL_OPTIONS=)' |
		while IFS= read -r -d '' file; do printf 'export %q\n' "$file"; done >"$to/etc/profile.d/carried.sh" || true
	cp -L /etc/resolv.conf /etc/hosts "$to/etc/"
}

# The user's own settings, into a home in the folder.
carry_home() {
	local to=$1 file
	for file in .m2/settings.xml .pip/pip.conf .config/pip/pip.conf .npmrc; do
		[ -e "$HOME/$file" ] || continue
		mkdir -p "$to/$(dirname "$file")"
		cp "$HOME/$file" "$to/$file"
	done
}

make_base() {
	[ ! -e "$cache/base" ] || return 0
	local site
	site=$(apt-get indextargets --format "\$(SITE) \$(RELEASE)" 'Created-By: Packages' | awk '$2 == "bookworm" { print $1; exit }')
	command -v debootstrap >/dev/null || fail "debootstrap is needed"
	mkdir -p "$cache"
	rm -rf "$cache/base.new"
	debootstrap --variant=minbase --include=git bookworm "$cache/base.new" "$site" >"$cache/debootstrap.log" 2>&1 ||
		fail "debootstrap failed; see $cache/debootstrap.log"
	mv "$cache/base.new" "$cache/base"
}

# inside FOLDER USER COMMAND: in namespaces of its own, so that nothing stays mounted or running afterwards.
inside() {
	local folder=$1 user=$2 command=$3
	# shellcheck disable=SC2016 # expanded in the inner shell
	unshare --mount --pid --fork --kill-child --propagation private bash -euc '
		mkdir -p "$1/var/cache/apt/archives"
		mount --rbind /dev "$1/dev"
		mount -t proc proc "$1/proc"
		mount --bind "$4" "$1/var/cache/apt/archives"
		chroot "$1" su - "$2" -c "$3"
	' inside "$folder" "$user" "$command" "$cache/archives" </dev/null
}

# What a person does: clone, start, look, stop.
session() {
	cat <<END
set -eu
. /etc/profile.d/carried.sh
$1
git clone -q /srv/tasklight.git tasklight
cd tasklight
date +"%T first start"
scripts/run --background --port $port
date +"%T ready"
exec 3<>/dev/tcp/127.0.0.1/$port
printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
head -n 1 <&3
for try in \$(seq 60); do scripts/status >/tmp/status && break; sleep 1; done
cat /tmp/status
grep -q 'kafka *up' /tmp/status
scripts/stop
date +"%T second start"
scripts/run --background --port $port
date +"%T ready"
scripts/stop
for process in /proc/[0-9]*; do
	case \$(tr '\0' ' ' <\$process/cmdline) in *tasklight/*app* | *postgres* | *java*) echo "left: \$process" >&2; exit 1 ;; esac
done
$2
END
}

try() {
	local user=$1 extra=$2 folder=$cache/$1
	echo "== $user"
	rm -rf --one-file-system "$folder"
	cp -a "$cache/base" "$folder"
	carry_settings "$folder"
	git clone -q --bare "$checkout" "$folder/srv/tasklight.git"
	# The bare repository belongs to root, and git takes nothing from another user unless told.
	printf '[safe]\n\tdirectory = *\n' >"$folder/etc/gitconfig"
	mkdir -p "$cache/archives/partial"
	if [ "$user" = root ]; then
		carry_home "$folder/root"
		session "" "$extra" >"$folder/session"
		inside "$folder" root "bash /session"
	else
		inside "$folder" root "apt-get -qq update && apt-get -qq -y install sudo >/dev/null 2>&1 && useradd -m -s /bin/bash $user"
		printf '%s ALL=(ALL) NOPASSWD: ALL\n' "$user" >"$folder/etc/sudoers.d/$user"
		carry_home "$folder/home/$user"
		chroot "$folder" chown -R "$user:" "/home/$user"
		session "umask 077" "$extra" >"$folder/session"
		inside "$folder" "$user" "bash /session"
	fi
	rm -rf --one-file-system "$folder"
}

extra=
who=()
for argument in "$@"; do
	case $argument in
	--test) extra="scripts/test" ;;
	--help) usage; exit 0 ;;
	root | user) who+=("$argument") ;;
	*) usage >&2; exit 2 ;;
	esac
done
[ "$(id -u)" = 0 ] || fail "only root can make a bare system"
[ ${#who[@]} -gt 0 ] || who=(root user)
make_base
for user in "${who[@]}"; do
	try "$user" "$extra"
done
echo "ok"
