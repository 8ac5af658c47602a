# Finding a Java 25 or later without starting one: every JDK says its version in the file `release`.

# Sets java_home and java_version, or trouble and remedy. With $1 (compiler) only one that can compile counts. The last one found is tried
# before the usual folders are searched.
find_java() {
  local path known
  if [[ ${TUTTI_JAVA_HOME-} ]]; then
    java_fits "$TUTTI_JAVA_HOME" "${1-}" && return
    trouble="TUTTI_JAVA_HOME=$TUTTI_JAVA_HOME is no JDK 25 or later"
    remedy="point it to one, or unset it"
    return 1
  fi
  if [[ ${JAVA_HOME-} ]] && java_fits "$JAVA_HOME" "${1-}"; then return; fi
  { IFS= read -r known <"$home/run/java"; } 2>/dev/null && java_fits "$known" "${1-}" && return
  path=$(java_of_path)
  for path in "$path" /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if java_fits "$path" "${1-}"; then
      { printf '%s\n' "$java_home" >"$home/run/java"; } 2>/dev/null
      return 0
    fi
  done
  trouble="no JDK 25 or later was found (looked at TUTTI_JAVA_HOME, JAVA_HOME, java on the PATH, /usr/lib/jvm, /usr/java, /opt, SDKMAN, ~/.jdks, asdf, mise, /Library/Java, Homebrew)"
  remedy="install one, for example: apt install openjdk-25-jdk-headless, dnf install java-25-openjdk-devel, brew install openjdk@25, or from https://adoptium.net; or point TUTTI_JAVA_HOME to it"
  return 1
}

# Sets java_home to $1 and java_version if it is a Java of version 25 or later.
java_fits() {
  local line version=
  [[ $1 && -x $1/bin/java && -r $1/release ]] || return
  [[ ${2-} != compiler || -x $1/bin/javac ]] || return
  while IFS= read -r line || [[ $line ]]; do
    case $line in JAVA_VERSION=*) version=${line#*=} ;; esac
  done <"$1/release"
  java_version=${version//[\"$'\r']/}
  version=${java_version%%[!0-9]*}
  ((${version:-0} >= 25)) && java_home=$1
}

# The home of the java on the PATH, symbolic links followed.
java_of_path() {
  local java link
  java=$(type -P java) || return
  while [[ -L $java ]]; do
    link=$(readlink "$java")
    [[ $link == /* ]] && java=$link || java=${java%/*}/$link
  done
  printf %s "${java%/bin/java}"
}
