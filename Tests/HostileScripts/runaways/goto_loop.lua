-- a backward goto
::again::
goto again
