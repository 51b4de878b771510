# complete.zsh FOLDER LINE: what zsh shows behind LINE when its completion is asked for
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "stty -echo rows 500 cols 200; PS1=; PROMPT_SP=; unsetopt prompt_cr prompt_sp;" \
  "fpath=($1 \$fpath); autoload -U compinit; compinit -u -D; LISTMAX=10000;" \
  "bindkey '^I' list-choices; print READ''Y"
local piece shown=
integer quiet=0
repeat 400; do
  if zpty -r -t shell piece; then shown+=$piece; else sleep 0.05; fi
  [[ $shown == *READY* ]] && break
done
shown=
zpty -n -w shell "$2"$'\t'
repeat 200; do
  if zpty -r -t shell piece; then
    shown+=$piece
    quiet=0
  else
    sleep 0.05
    # It has shown something, and nothing more for half a second.
    [[ $shown == *$'\n'* ]] && ((++quiet >= 10)) && break
  fi
done
print -r -- "$shown"
zpty -d shell
