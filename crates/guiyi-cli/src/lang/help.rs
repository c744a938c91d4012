//! The command line and its help in the language of this process.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Command, CommandFactory};
use guiyi_core::Lang;

use super::{chinese, current};
use crate::args::Args;

/// The command line; for Chinese with every help text put into it.
pub fn command() -> Command {
    let command = Args::command();
    match current() {
        Lang::En => command,
        Lang::Zh => {
            let version = clap::Arg::new("version").short('V').long("version");
            let version = version.action(ArgAction::Version).help("显示版本").help_heading("选项");
            in_chinese(command).disable_version_flag(true).arg(version)
        }
    }
}

/// Headings of clap's own.
const ARGUMENTS: &str = "参数";
const OPTIONS: &str = "选项";

fn in_chinese(mut command: Command) -> Command {
    let own = |text: Option<&clap::builder::StyledStr>| {
        text.map(|text| chinese(&text.to_string()).into_owned())
    };
    if let Some(about) = own(command.get_about()) {
        command = command.about(about);
    }
    if let Some(after) = own(command.get_after_help()) {
        command = command.after_help(after);
    }
    let names: Vec<String> =
        command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for name in names {
        command = command.mut_arg(name, |argument| {
            let heading = match argument.get_help_heading() {
                Some(heading) => chinese(heading).into_owned(),
                None if argument.is_positional() => ARGUMENTS.to_string(),
                None => OPTIONS.to_string(),
            };
            match own(argument.get_help()) {
                Some(help) => argument.help(help).help_heading(heading),
                None => argument.help_heading(heading),
            }
        });
    }
    let commands: Vec<String> =
        command.get_subcommands().map(|own| own.get_name().to_string()).collect();
    for name in commands {
        command = command.mut_subcommand(name, in_chinese);
    }
    let help = clap::Arg::new("help").short('h').long("help").action(ArgAction::Help);
    command
        .subcommand_help_heading("命令")
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
        .disable_help_flag(true)
        .arg(help.help("显示帮助").help_heading(OPTIONS))
}

/// Prints what clap has to say: help, the version, or what is wrong with the call.
pub fn usage_error(problem: &clap::Error) -> ExitCode {
    let is_wrong = problem.use_stderr();
    if is_wrong && current() == Lang::Zh {
        eprintln!(
            "错误：{}\n  提示：用 guiyi --help 或 guiyi 命令 --help 查看用法",
            described(problem)
        );
    } else {
        // A closed screen is nothing to complain of.
        let _ = problem.print();
    }
    ExitCode::from(if is_wrong { 2 } else { 0 })
}

fn described(problem: &clap::Error) -> String {
    let context = |kind| match problem.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let suggested = |kind| match context(kind) {
        text if text.is_empty() => String::new(),
        text => format!("；是否指 {text}？"),
    };
    match problem.kind() {
        ErrorKind::UnknownArgument => {
            format!("没有选项 {argument}{}", suggested(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => format!(
            "没有命令 {}{}",
            context(ContextKind::InvalidSubcommand),
            suggested(ContextKind::SuggestedSubcommand)
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 的值“{}”无效", context(ContextKind::InvalidValue))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "缺少命令".to_string()
        }
        ErrorKind::ArgumentConflict => {
            format!("{argument} 不能与 {} 同时使用", context(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 的值的个数不对")
        }
        _ => problem.to_string(),
    }
}
