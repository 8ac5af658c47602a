# What every bench does before it measures. Sourced by the commands beside it, whose first comment is their help.

# Runs main class $1 of the tests with the other arguments, in a JVM with the daemon's own flags.
run_bench() {
  local script=${BASH_SOURCE[1]} class=$1 name line argument
  shift
  name=${script##*/}
  case ${1-} in
    -h | --help)
      while IFS= read -r line && [[ $line == '#'* ]]; do
        [[ $line == '#!'* ]] || { line=${line#\#} && printf '%s\n' "${line# }"; }
      done <"$script"
      exit
      ;;
  esac
  root=$(cd -P "$(dirname "$script")/.." && pwd)
  home=$(mktemp -d) || exit 1
  trap 'rm -rf "$home"' EXIT
  mkdir "$home/run"
  . "$root/libexec/start.bash"
  find_built && [[ -d $root/target/test-classes/dev/tutti/bench ]] || {
    echo "$name: Tutti is not built here; run ./mvnw package first" >&2
    exit 69
  }
  find_java || {
    echo "$name: $trouble; $remedy" >&2
    exit 69
  }
  # What runs inside is measured as it runs in the daemon.
  gather_command
  local flags=()
  for argument in "${command[@]}"; do
    case $argument in -jar) break ;; -XX:AOTCache=* | -Dtutti.home=*) ;; *) flags+=("$argument") ;; esac
  done
  eval "$(print_allocator)"
  cd "$root" && "${flags[@]}" --enable-native-access=ALL-UNNAMED -Dbasedir="$root" \
    -cp "$dist/tutti-$build.jar:target/test-classes" "$class" "$@"
}
