# Edits that must not go on while no daemon answers (locks.fail_closed). Sourced by hook.bash, only when nobody answered and
# the daemon has left run/fail-closed, which has a line for each pattern: the root of a working tree, or * for every one, a
# tab, and an extended regular expression for paths below it; both as printf %b takes them.
#
# What cannot be judged goes on: an event that is no JSON, or an edit without a path, is none that a host would carry out. The
# one exception is an edit whose path lies beyond the 16 MB that were read of its event. Known to be missed: another spelling of
# a name that only Unicode takes for the same, and letters outside of ASCII in another case on disks that fold it.

# Sets found to the path of the edit that $input is about, as seen from its tree, if it fails closed.
find_closed() {
  local edit_event= edit_tool= edit_file= edit_notebook= edit_folder= real tree
  [[ $agent == claude ]] || return
  scan_event
  [[ $edit_event == PreToolUse ]] || return
  case $edit_tool in
    Write | Edit | MultiEdit) ;;
    NotebookEdit) [[ $edit_notebook ]] && edit_file=$edit_notebook ;;
    *) return 1 ;;
  esac
  if [[ ! $edit_file ]]; then
    found="A file"
    ((${#input} > 16777216))
    return
  fi
  [[ $edit_folder ]] || edit_folder=$PWD
  follow "$edit_file" "$edit_folder" || return
  find_tree
  is_listed "${real#"${tree%/}"/}"
}

# Reads from $input what is said of an edit: edit_event, edit_tool, edit_file, edit_notebook, edit_folder; a later value of one name counts.
# A quote in a JSON string has a backslash before it, so cutting at the quotes leaves what is in strings and what is not, in
# turn. Values nobody wants are not kept: a file's content may have megabytes.
scan_event() {
  local parts part slashes at= kept wanted is_value= stack= keys plain IFS='"'
  set -f
  # shellcheck disable=SC2206
  parts=($input)
  set +f
  IFS=
  keys=('' '' '')
  for part in "${parts[@]}"; do
    # At is empty between strings, s in one that nobody wants and w in one that is.
    case $at$part in
      s*[!\\]\\ | s\\) continue ;;
      [sw]*)
        [[ $at == w ]] && kept+=$part
        if [[ $part == *\\ ]]; then
          slashes=${part##*[!\\]}
          if ((${#slashes} % 2)); then
            [[ $at == w ]] && kept+='"'
            continue
          fi
        fi
        [[ $at == w ]] && take_string
        at=
        continue
        ;;
    esac
    structure "$part"
    kept= wanted=
    # Keys of the event and of one object in it; values of those that matter.
    if ((${#stack} > 2)); then
      :
    elif [[ ! $is_value ]]; then
      [[ $stack == *'{' ]] && wanted=key
    else
      case ${keys[1]}/${keys[2]} in
        hook_event_name/ | tool_name/ | cwd/ | tool_input/file_path | tool_input/notebook_path) wanted=value ;;
      esac
    fi
    at=s
    [[ $wanted ]] && at=w
  done
}

# What stands between two strings: opens and closes objects and lists, and tells keys from values.
structure() {
  local text=$1 c
  case $text in
    ':' | ': ')
      is_value=1
      return
      ;;
    ',' | ', ')
      [[ $stack == *'{' ]] && is_value=
      return
      ;;
  esac
  while [[ $text ]]; do
    c=${text:0:1} text=${text:1}
    case $c in
      '{' | '[')
        stack+=$c is_value=
        [[ $c == '[' ]] && is_value=1
        ((${#stack} <= 2)) && keys[${#stack}]=
        ;;
      '}' | ']')
        ((${#stack} <= 2)) && keys[${#stack}]=
        stack=${stack%?} is_value=1
        ;;
      ':') is_value=1 ;;
      ',') [[ $stack == *'{' ]] && is_value= ;;
    esac
  done
}

# A string that was wanted has ended.
take_string() {
  unescape "$kept" || plain=
  if [[ $wanted == key ]]; then
    keys[${#stack}]=$plain
    return
  fi
  case ${keys[1]}/${keys[2]} in
    hook_event_name/) edit_event=$plain ;;
    tool_name/) edit_tool=$plain ;;
    cwd/) edit_folder=$plain ;;
    */file_path) edit_file=$plain ;;
    */notebook_path) edit_notebook=$plain ;;
  esac
}

# Sets plain to what the JSON string $1 stands for, in bytes; fails where no file can be meant.
unescape() {
  local rest=$1 code low octal
  plain=
  while [[ $rest == *\\* ]]; do
    plain+=${rest%%\\*} rest=${rest#*\\}
    case $rest in
      [\"\\/]*) plain+=${rest:0:1} rest=${rest:1} ;;
      b*) plain+=$'\b' rest=${rest:1} ;;
      f*) plain+=$'\f' rest=${rest:1} ;;
      n*) plain+=$'\n' rest=${rest:1} ;;
      r*) plain+=$'\r' rest=${rest:1} ;;
      t*) plain+=$'\t' rest=${rest:1} ;;
      u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]*)
        code=$((16#${rest:1:4})) rest=${rest:5}
        if ((code >= 0xd800 && code < 0xdc00)) && [[ $rest == \\u[dD][c-fC-F][0-9a-fA-F][0-9a-fA-F]* ]]; then
          low=$((16#${rest:2:4})) rest=${rest:6}
          code=$((0x10000 + (code - 0xd800) * 1024 + low - 0xdc00))
        fi
        ((code > 0)) || return
        if ((code < 0x80)); then
          printf -v octal '\\%03o' "$code"
        elif ((code < 0x800)); then
          printf -v octal '\\%03o' $((code >> 6 | 0xc0)) $((code & 63 | 0x80))
        elif ((code < 0x10000)); then
          printf -v octal '\\%03o' $((code >> 12 | 0xe0)) $((code >> 6 & 63 | 0x80)) $((code & 63 | 0x80))
        else
          printf -v octal '\\%03o' $((code >> 18 | 0xf0)) $((code >> 12 & 63 | 0x80)) $((code >> 6 & 63 | 0x80)) $((code & 63 | 0x80))
        fi
        printf -v octal "$octal"
        plain+=$octal
        ;;
      *) return 1 ;;
    esac
  done
  plain+=$rest
}

# Sets real to where the path $1, seen from $2, leads: links are followed, and what is not there is taken as written.
follow() {
  local rest=$1 name link links=0
  [[ $rest == /* ]] || rest=$2/$rest
  real=
  while [[ $rest ]]; do
    name=${rest%%/*}
    [[ $rest == */* ]] && rest=${rest#*/} || rest=
    case $name in
      '' | .) continue ;;
      ..)
        real=${real%/*}
        continue
        ;;
    esac
    if [[ -L $real/$name ]]; then
      ((++links <= 40)) || return
      link=$(readlink "$real/$name" && printf x)
      link=${link%$'\n'x}
      if [[ $link ]]; then
        [[ $link == /* ]] && real=
        rest=$link/$rest
        continue
      fi
    fi
    real+=/$name
  done
  [[ $real ]]
}

# Sets tree to the root that real is seen from: of its repository, else the folder its session works in, else /.
find_tree() {
  local at=${real%/*} file=$real
  while :; do
    if [[ -f $at/.git || (-e $at/.git/HEAD && -d $at/.git/objects && -d $at/.git/refs) ]]; then
      tree=${at:-/}
      return
    fi
    [[ $at ]] || break
    at=${at%/*}
  done
  tree=/
  if follow "$edit_folder" / && [[ $file == "$real"/* ]]; then tree=$real; fi
  real=$file
}

# Whether a line is for the path $1 of tree; sets found.
is_listed() {
  local where expression result=1
  # On a disk that folds case, another spelling of what is there is the same.
  if [[ -e $tree/.git && $tree/.git -ef $tree/.GIT ]]; then shopt -s nocasematch; fi
  while IFS=$'\t' read -r where expression; do
    printf -v where %b "$where"
    printf -v expression %b "$expression"
    if [[ ($where == '*' || $where == "$tree") && $expression == ^* && $1 =~ $expression ]]; then
      found=$1 result=0
      break
    fi
  done <"$home/run/fail-closed"
  shopt -u nocasematch
  return $result
}
