@echo off
rem Runs Styrkort on Windows, building it first where there is no jar: styrkort [command] [options]
rem Needs a JDK 25 or newer (JAVA_HOME, or java on the path), and to build also Maven 3.8 or newer. The database that is
rem shipped is for Linux: name an external one in STYRKORT_DB_URL, or a service in STYRKORT_URL that commands speak to.
setlocal enabledelayedexpansion
set "home=%~dp0"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"

set "version="
for /f "tokens=3" %%v in ('""%java%" -version 2^>^&1" ^| findstr /i "version"') do if not defined version set "version=%%~v"
for /f "tokens=1 delims=.-+" %%m in ("%version%") do set "major=%%m"
if not defined major set "major=0"
if %major% lss 25 (
    echo styrkort: no JDK 25 or newer found: install one, or name it in JAVA_HOME 1>&2
    exit /b 1
)

call :find
if not defined jar if exist "%home%pom.xml" (
    echo styrkort: building; the first time, with all that is downloaded, takes some minutes 1>&2
    pushd "%home%"
    call mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package 1>&2
    popd
    call :find
)
if not defined jar (
    echo styrkort: no target\styrkort-*.jar in %home%: the build failed, or Maven is missing; the reason is above 1>&2
    exit /b 1
)
"%java%" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -jar "%jar%" %*
exit /b %errorlevel%

rem the newest jar, in case an older version's is still there
:find
set "jar="
for /f "delims=" %%j in ('dir /b /o-d "%home%target\styrkort-*.jar" 2^>nul') do if not defined jar set "jar=%home%target\%%j"
exit /b 0
