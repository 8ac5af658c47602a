# The client in Java (TUTTI_CLIENT=jvm), which behaves as the shell's does. Sourced by slow.bash before anything was tried.
# Comes back where it cannot run and nobody is to wait for a build: then the shell does what it can.

# The JVM dies when a file of its own takes the place of a standard stream that is closed.
[[ -e /dev/fd/0 || ! -d /dev/fd ]] || exec </dev/null
terminal0=0 terminal1=0
[[ -t 0 ]] && terminal0=1
[[ -t 1 ]] && terminal1=1

case ${1-} in
  hook | complete | down | ps | logs) ;;
  *)
    . "$root/libexec/command.bash"
    find_built || build
    (umask 077 && private_folders)
    find_java || fail "no daemon is running and none could be started: $trouble" "$remedy"
    ;;
esac
if find_built && find_java; then
  jvm=("$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto -Xlog:disable -Xlog:all=error:stderr
    "-Dtutti.root=$root" "-Dtutti.java=$java_home" "-Dtutti.launcher=${TUTTI_LAUNCHER-}"
    "-Dtutti.terminal0=$terminal0" "-Dtutti.terminal1=$terminal1")
  trap - WINCH PIPE
  LC_ALL=C.UTF-8 exec "${jvm[@]}" -cp "$dist/tutti-$build.jar" dev.tutti.client.Main "$@"
fi
outcome=old
