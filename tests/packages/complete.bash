# complete.bash SCRIPT WORD…: what bash offers for the last word, a line each
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_plumbline
printf '%s\n' "${COMPREPLY[@]}"
