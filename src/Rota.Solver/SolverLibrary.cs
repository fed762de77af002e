using Rota.Core;

namespace Rota.Solver;

/// <summary>
/// The library in machine code that solves. It lies beside the program, and hangs on libraries of the machine that a fresh one may lack: that is told
/// in words instead of the loader's exception.
/// </summary>
public static class SolverLibrary
{
    /// <summary>What an exception tells of a library in machine code that could not be loaded; null when it tells of something else.</summary>
    /// <param name="e">The exception, with what caused it.</param>
    /// <param name="isWindows">Whether the machine runs Windows.</param>
    public static Fault? Missing(Exception e, bool isWindows)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is DllNotFoundException or BadImageFormatException)
            {
                return new Fault(
                    new Place("solver"),
                    new(
                        "程序自带的求解库加载不了，这台机器缺它要用的系统库",
                        "the library that solves cannot be loaded, since this machine lacks one of the system's that it uses"
                    ),
                    isWindows ? ForWindows : ForOthers
                );
            }
        }

        return null;
    }

    private static Words ForWindows =>
        new(
            "请安装微软的 Visual C++ 运行库（x64）：https://aka.ms/vs/17/release/vc_redist.x64.exe ，再运行一次",
            "install the Visual C++ runtime of Microsoft (x64), https://aka.ms/vs/17/release/vc_redist.x64.exe , and run it again"
        );

    private static Words ForOthers =>
        new(
            "请安装 C++ 运行库（Debian、Ubuntu：apt install libstdc++6），并用与处理器相符的版本",
            "install the C++ runtime (Debian, Ubuntu: apt install libstdc++6), and take the build of this kind of processor"
        );
}
